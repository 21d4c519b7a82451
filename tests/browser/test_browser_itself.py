"""The browser that the other tests here look through."""

from playwright.async_api import Page, expect


async def test_a_page_is_drawn_and_its_scripts_run(page: Page) -> None:
    await page.set_content(
        "<h1>before</h1><script>document.querySelector('h1').textContent = 'after'</script>"
    )
    await expect(page.get_by_role("heading")).to_have_text("after")


async def test_each_test_has_a_page_of_its_own(page: Page) -> None:
    await expect(page.get_by_role("heading")).to_have_count(0)
