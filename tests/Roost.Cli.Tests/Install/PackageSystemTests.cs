using Roost.Cli.Install;

namespace Roost.Cli.Tests.Install;

public sealed class PackageSystemTests
{
    [Theory]
    [InlineData("apt-get", "sudo apt-get install -y postgresql")]
    [InlineData("dnf", "sudo dnf install -y postgresql-server")]
    [InlineData("brew", "brew install postgresql@17")]
    public void What_to_type_by_hand_is_short(string program, string typed) =>
        PackageSystem.All.Single(system => system.Program == program).ByHand(ServerPackage.Postgres).ShouldBe(typed);

    [Fact]
    public void Each_server_has_a_name_in_each_system() =>
        PackageSystem.All.SelectMany(system => new[] { ServerPackage.Redis, ServerPackage.RabbitMq }.Select(system.ByHand)).ShouldBe(
        [
            "sudo apt-get install -y redis-server", "sudo apt-get install -y rabbitmq-server", "sudo dnf install -y redis", "sudo dnf install -y rabbitmq-server",
            "brew install redis", "brew install rabbitmq",
        ]);
}
