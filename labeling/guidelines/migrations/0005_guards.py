"""Tries, results, questions and answers are evidence, and belong to one project."""

from django.db import migrations

from touchstone.core.append_only import append_only
from touchstone.core.tenancy import same_project


class Migration(migrations.Migration):
    dependencies = [("guidelines", "0004_content_quiz_questions")]

    operations = [
        append_only("guidelines_quiztry"),
        append_only("guidelines_quizresult"),
        append_only("guidelines_question"),
        append_only("guidelines_questionanswer"),
        same_project("guidelines"),
    ]
