namespace Roost.Messaging.Faults.Tests.Planted;

/// <summary>Bugs in sagas.</summary>
internal static class SagaBugs
{
    public const string Suite = "tests/Roost.Messaging.Tests";
    public const string Deployments = "tests/Roost.Messaging.Faults.Tests";
    private const string Plan = "Sagas/Declaration/SagaPlan.cs";
    private const string Runner = "Sagas/Driving/StepRunner.cs";
    private const string Records = "Sagas/Schema/RecordFunctions.cs";
    private const string Key = "Key = StepKeys.Of(job.Id, step.Name, isUndo),";

    public static readonly IReadOnlyList<TestedBug> All =
    [
        new("undone in the order in which it was done", Suite, "SagaTests.A_refusal_undoes",
            new SourceChange(Plan, "progress.Done.Reverse()", "progress.Done")),
        new("the step that was refused is not undone", Suite, "SagaTests.A_refusal_undoes",
            new SourceChange("Sagas/Driving/SagaProgress.cs", "public SagaProgress Turned() => this with { Failures = 0 };", "public SagaProgress Turned() => this with { Failures = 0, Begun = [] };")),
        new("a step has another key in each attempt", Suite, "SagaTests.A_step_that_fails",
            new SourceChange(Runner, Key, "Key = StepKeys.Of(job.Id, $\"{step.Name} {view.Progress.Failures}\", isUndo),")),
        new("keys are made of what the instance was started with", Suite, "RecordTests.The_next_that_has_a_key",
            new SourceChange(
                Runner,
                Key,
                "Key = StepKeys.Of(new Guid(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(view.Key)).AsSpan(0, 16)), step.Name, isUndo),")),
        new("a step and its undoing have one key", Suite, "RecordTests.A_step_and_its_undoing",
            new SourceChange("Sagas/Driving/StepKeys.cs", "$\"{(isUndo ? \"undo\" : \"do\")} {step}\"", "step")),
        new("a record without a look at the lease", Suite, "RecordTests.Nothing_of_a_step_commits",
            new SourceChange(
                Records,
                "WHERE j.id = id_ AND j.lease = lease_ AND j.worker_id = worker_ AND j.state + 0 = 2 AND (tenant_ IS NULL",
                "WHERE j.id = id_ AND (tenant_ IS NULL")),
        new("a commit in the middle of a step without a look at the lease", Suite, "RecordTests.Nothing_of_a_step_commits",
            new SourceChange("Sagas/Driving/SagaFence.cs", "throw new LeaseLostException();", "return;")),
        new("a record without a look at the revision", Suite, "RecordTests.What_was_written_down",
            new SourceChange(Records, "IF NOT FOUND OR s.revision <> revision_ THEN", "IF NOT FOUND THEN")),
        new("a cancel is heeded behind what must succeed", Suite, "SagaTests.Behind_what_must_succeed",
            new SourceChange(Plan, "(progress.Done.Contains(step.Name) || progress.Begun.Contains(step.Name))", "progress.Done.Contains(step.Name)")),
        new("turning round may be forgotten by a crash", Suite, "RecordTests.That_a_saga_has_turned",
            new SourceChange(
                "Sagas/Driving/SagaRecord.cs",
                "this is { Status: SagaStatus.Forward, Fate: SagaFate.GoesOn or SagaFate.Stays, Trail: null }",
                "this is { Fate: SagaFate.GoesOn or SagaFate.Stays }")),
        new("a signal is looked for before the job is locked", Suite, "SignalTests.A_signal_that_comes_at_the_moment",
            new SourceChange(Records, "next_ timestamptz;", "next_ timestamptz; seen_ bigint;"),
            new SourceChange(
                Records,
                "SELECT * INTO mine FROM roost.job j",
                "SELECT coalesce(max(x.seq), 0) INTO seen_ FROM roost.saga_signal x; PERFORM pg_sleep(CASE WHEN fate_ = 3 THEN 0.2 ELSE 0 END); SELECT * INTO mine FROM roost.job j"),
            new SourceChange(Records, "AND x.used_at IS NULL AND x.id IS DISTINCT FROM used_", "AND x.used_at IS NULL AND x.seq <= seen_ AND x.id IS DISTINCT FROM used_")),
        new("a signal that was used can be used again", Suite, "SignalTests.A_signal_that_was_used",
            new SourceChange(Records, "IF used_ IS NOT NULL THEN", "IF false THEN")),
        new("a signal is marked as used when it is read", Suite, "SignalTests.A_signal_whose_step_fails",
            new SourceChange(
                Records,
                "ORDER BY x.seq LIMIT 1) s ON true;",
                "ORDER BY x.seq LIMIT 1) s ON true; UPDATE roost.saga_signal x SET used_at = clock_timestamp(), is_new = false FROM roost.saga g WHERE g.id = id_ AND x.tenant_id = g.tenant_id AND x.saga = g.name AND x.key = g.key AND x.name = g.waits_for;")),
        new("what was started begins under the old version", Deployments, "DeploymentTests.Hosts_of_the_old_code",
            new SourceChange("Sagas/Declaration/SagaCatalogue.cs", "versions.MaxBy(", "versions.MinBy(")),
    ];
}
