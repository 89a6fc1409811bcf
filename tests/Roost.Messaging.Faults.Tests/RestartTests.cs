using Roost.Messaging.Faults.Tests.Scenes;
using Roost.Messaging.Faults.Tests.Stages;
using Roost.Testing.Databases;

namespace Roost.Messaging.Faults.Tests;

/// <summary>The database goes away in the middle of its work, and comes back.</summary>
public sealed class RestartTests(PostgresServer server)
{
    [Fact]
    public async Task The_database_is_restarted_five_times_under_load() => (await new Restarts(times: 5, posts: 400).PlayAsync(new Conditions(server))).ShouldBeEmpty();
}
