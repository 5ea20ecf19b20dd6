"""What holds on every page: texts are taken when typing pauses, a phone's sidebar closes behind a link."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from bench.serving import Server
from scripts.browser.person import Person
from tests.browser.test_staging import PHONE

pytestmark = pytest.mark.slow


def test_words_that_were_typed_and_not_left_outlive_a_reload(
    comes: Callable[..., Person], server: Server
) -> None:
    person = comes(server)
    person.open("/generate", "Generate")
    words = person.page.get_by_role("textbox", name="Scene", exact=False).first
    words.click()
    words.press_sequentially("on a wooden table", delay=20)
    person.page.wait_for_url("**draft=*")
    person.settled()
    person.page.reload()
    person.stands("Generate")
    expect(words).to_have_value("on a wooden table")


def test_a_phones_sidebar_closes_behind_the_page_that_was_chosen(
    comes: Callable[..., Person], server: Server
) -> None:
    person = comes(server, **PHONE)
    person.open("/generate", "Generate")
    person.page.get_by_test_id("stExpandSidebarButton").click()
    sidebar = person.page.get_by_test_id("stSidebar")
    expect(sidebar).to_have_attribute("data-collapsed", "false")
    sidebar.get_by_role("link", name="History").click()
    person.stands("History")
    expect(sidebar).to_have_attribute("data-collapsed", "true")


def test_a_form_is_there_again_after_a_reload_of_another_page(
    comes: Callable[..., Person], server: Server
) -> None:
    person = comes(server)
    person.open("/generate", "Generate")
    words = person.page.get_by_role("textbox", name="Scene", exact=False).first
    words.fill("on a wooden table")
    words.blur()
    person.page.wait_for_url("**draft=*")
    person.turn("History", "History")
    person.settled()
    person.page.reload()
    person.stands("History")
    link = person.page.get_by_test_id("stSidebar").get_by_role("link", name="Generate", exact=True)
    left = person.page.evaluate("new URLSearchParams(sessionStorage.getItem('studio-left')).get('draft')")
    expect(link).to_have_attribute("href", re.compile(left))
    person.turn("Generate", "Generate")
    expect(words).to_have_value("on a wooden table")
