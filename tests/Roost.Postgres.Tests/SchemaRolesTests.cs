using Roost.Postgres.Schema;

namespace Roost.Postgres.Tests;

public sealed class SchemaRolesTests
{
    [Theory]
    [InlineData(null, "Username=s", "Username=o", "Roost:Postgres:App")]
    [InlineData("Username=a", null, "Username=o", "Roost:Postgres:System")]
    [InlineData("Username=a", "Host=localhost", "Username=o", "Roost:Postgres:System")]
    [InlineData("Username=a", "Username=a", "Username=o", "the same user \"a\"")]
    [InlineData("Username=a", "Username=s", "Username=a", "the same user \"a\"")]
    [InlineData("Username=a", "Username=s", "Username=s", "the same user \"s\"")]
    public void A_migration_needs_three_users(string? app, string? system, string? owner, string says) =>
        Should.Throw<InvalidOperationException>(() => SchemaRoles.From(new() { App = app, System = system, Owner = owner })).Message.ShouldContain(says);

    [Fact]
    public void Names_are_ready_to_stand_in_sql() =>
        SchemaRoles.From(new() { App = "Username=my app", System = "Username=\"sys\"\"tem\"", Owner = "Username=o" }).App.ShouldBe("\"my app\"");
}
