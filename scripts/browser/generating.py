"""What a user does on Generate, step by step."""

import re

from playwright.sync_api import Locator, expect

from scripts.browser.person import PATIENCE, Person

CUT_OUT = re.compile("^The subject, cut out")
STAGED = re.compile("^Preview: the subject")
PREVIEW = re.compile("^Preview of the picture being made")
STEP = re.compile(r"step \d+ of \d+")


def by_model(person: Person) -> None:
    """Turn from scenes to a model's backgrounds."""
    person.page.get_by_role("radio", name="Model", exact=True).click()
    expect(person.page.get_by_role("combobox", name=re.compile("Model"))).to_be_visible(timeout=PATIENCE)
    person.settled()


def with_sample(person: Person, sample: str = "coffee") -> None:
    """Come to Generate with a sample photo, turn to a model, and wait for the cut-out."""
    person.open(f"/generate?sample={sample}", "Generate")
    by_model(person)
    expect(person.image(CUT_OUT)).to_be_visible(timeout=PATIENCE)


def write(person: Person, words: str) -> None:
    """Fill in the scene."""
    person.page.get_by_role("textbox", name="Scene").fill(words)


def number(person: Person, name: str, value: int) -> None:
    """Fill in a number, and wait until the page has taken it."""
    field = person.page.get_by_role("spinbutton", name=name, exact=True)
    field.fill(str(value))
    field.press("Enter")


def keeps_seed(person: Person) -> Locator:
    """The lock beside the seed, which is on once one was typed."""
    return person.page.get_by_role("switch", name="Keep this seed")


def steps(person: Person, count: int) -> None:
    """Ask for another number of steps than the model's own."""
    person.page.get_by_text("Advanced", exact=True).first.click()
    number(person, "Inference steps", count)


def button(person: Person, pictures: int) -> Locator:
    """Generate's button, which says for how many pictures it stands."""
    name = "Generate 1 picture" if pictures == 1 else f"Generate {pictures} pictures"
    return person.page.get_by_role("button", name=name, exact=True)


def generate(person: Person, words: str, pictures: int = 1) -> None:
    """Ask for so many pictures of a scene."""
    number(person, "Pictures", pictures)
    write(person, words)
    button(person, pictures).click()
    expect(panel(person)).to_be_visible()


def panel(person: Person) -> Locator:
    """The pictures being made, beside the form."""
    return person.page.locator(".st-key-jobs")


def progress(person: Person) -> Locator:
    """The words over the bar, once steps are counted."""
    return panel(person).get_by_text(STEP).first


def done(person: Person, words: str) -> Locator:
    """Wait until nothing of ours is being made any more; returns the large picture."""
    expect(panel(person)).to_have_count(0, timeout=PATIENCE)
    large = person.image(f"The picture: {words}")
    expect(large).to_be_visible(timeout=PATIENCE)
    return large
