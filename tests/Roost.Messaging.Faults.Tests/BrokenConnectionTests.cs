using Roost.Messaging.Faults.Tests.Scenes;
using Roost.Messaging.Faults.Tests.Stages;
using Roost.Testing.Databases;

namespace Roost.Messaging.Faults.Tests;

/// <summary>Connections break, and the database goes away in the middle of its work and comes back.</summary>
public sealed class BrokenConnectionTests(PostgresServer server)
{
    [Fact]
    public Task Connections_are_cut_in_a_stream() => PlayAsync(new CutConnections(cuts: 5, posts: 500));

    [Fact(Explicit = true)]
    public Task Twenty_times_connections_are_cut_in_a_stream() => PlayAsync(new CutConnections(cuts: 20, posts: 2000));

    [Fact]
    public Task A_connection_breaks_when_the_server_has_done_what_it_was_asked_and_has_not_said_so() => LoseAnswersAsync("roost.job_claim", "roost.job_finish", "commit");

    [Fact(Explicit = true)]
    public Task A_connection_breaks_when_the_server_has_done_anything_else_and_has_not_said_so() =>
        LoseAnswersAsync("roost.job_complete", "roost.job_end_failed", "roost.job_hold", "roost.job_promote", "roost.job_admit_kind", "roost.job_worker", "roost.event_advance");

    [Fact]
    public Task The_database_is_restarted_under_load() => PlayAsync(new Restarts(times: 2, posts: 400));

    [Fact(Explicit = true)]
    public Task The_database_is_restarted_five_times_under_load() => PlayAsync(new Restarts(times: 5, posts: 400));

    private Task LoseAnswersAsync(params string[] statements) => Parallel.ForEachAsync(statements, async (statement, _) => await PlayAsync(new LostAnswer(statement)));

    private async Task PlayAsync(IScene scene) => (await scene.PlayAsync(new Conditions(server))).ShouldBeEmpty();
}
