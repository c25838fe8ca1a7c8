from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0005_gold_check_share"),
    ]

    operations = [
        migrations.AddField(
            model_name="project",
            name="about_pay",
            field=models.TextField(
                blank=True,
                db_default="",
                default="",
                help_text="What the project tells its labelers about pay; empty: nothing.",
            ),
        ),
    ]
