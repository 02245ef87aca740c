
import django.db.models.deletion
import workspaces.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('evaluations', '0006_report_files'),
        ('workspaces', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DecisionChange',
            fields=[
                ('id', models.UUIDField(default=workspaces.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('recorded', 'Recorded'), ('outcome', 'Outcome'), ('action', 'Action')], max_length=12)),
                ('version', models.PositiveIntegerField()),
                ('round', models.PositiveIntegerField()),
                ('outcome', models.CharField(blank=True, max_length=12)),
                ('document', models.JSONField()),
                ('request_id', models.CharField(blank=True, max_length=64)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='decision',
            name='decision_outcome_has_date',
        ),
        migrations.AddField(
            model_name='decision',
            name='outcome_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='decision',
            name='round',
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='evaluation',
            name='decision_version',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AlterField(
            model_name='decision',
            name='outcome',
            field=models.CharField(blank=True, choices=[('held', 'Held'), ('failed', 'Failed'), ('unclear', 'Unclear')], max_length=12),
        ),
        migrations.AlterField(
            model_name='decision',
            name='review_on',
            field=models.DateField(),
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(fields=['workspace', 'outcome', 'review_on', 'id'], name='decision_by_outcome'),
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(fields=['workspace', '-decided_at', '-id'], name='decision_list'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', ''), ('outcome_on', None)), models.Q(models.Q(('outcome', ''), _negated=True), ('outcome_on__isnull', False)), _connector='OR'), name='decision_outcome_with_date'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('outcome__in', ['', 'held', 'failed', 'unclear'])), name='decision_outcome_known'),
        ),
        migrations.AddField(
            model_name='decisionchange',
            name='decision',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='evaluations.decision'),
        ),
        migrations.AddField(
            model_name='decisionchange',
            name='token',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='workspaces.apitoken'),
        ),
        migrations.AddField(
            model_name='decisionchange',
            name='user',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='decisionchange',
            index=models.Index(fields=['decision', '-at', '-id'], name='decision_history'),
        ),
        migrations.AddConstraint(
            model_name='decisionchange',
            constraint=models.UniqueConstraint(fields=('decision', 'version'), name='decision_version_once'),
        ),
    ]
