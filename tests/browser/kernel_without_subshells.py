"""An IPython kernel that lacks subshells: a widget's messages wait for the running cell."""

from ipykernel.kernelapp import IPKernelApp


class AppWithoutSubshells(IPKernelApp):
    def init_control(self, context):
        super().init_control(context)
        self.shell_channel_thread = None


if __name__ == "__main__":
    AppWithoutSubshells.launch_instance()
