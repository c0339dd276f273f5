"""The watch over the page hears what no test may let pass."""

import pytest
from playwright.sync_api import BrowserContext

from .watch import Watch

MISDEEDS = {
    "external request: http": "fetch('http://example.com/').catch(done)",
    "external request: ws": "new WebSocket('ws://example.com/').onerror = done",
    "console error: a view failed": "console.error('a view failed'); done()",
    "page error: Error: a view failed": "setTimeout(() => { done(); throw Error('a view failed') })",
}


@pytest.mark.parametrize("complaint", MISDEEDS)
def test_an_error_in_the_page_or_a_request_that_leaves_the_machine_fails_the_test(
    context: BrowserContext, complaint: str
):
    page = context.new_page()
    watch = Watch(page)
    watch.check()
    page.evaluate("new Promise((done) => { " + MISDEEDS[complaint] + " })")
    page.evaluate("new Promise(requestAnimationFrame)")
    with pytest.raises(AssertionError, match=complaint):
        watch.check()
    watch.allow("example.com|a view failed")
    watch.check()
    page.close()
