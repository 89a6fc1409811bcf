using Roost.Cli.Install;

namespace Roost.Cli.Tests.Install;

public sealed class PackageSystemTests
{
    [Theory]
    [InlineData("apt-get", "sudo apt-get install -y postgresql")]
    [InlineData("dnf", "sudo dnf install -y postgresql-server")]
    [InlineData("brew", "brew install postgresql@17")]
    public void What_to_type_by_hand_is_short(string program, string typed) =>
        PackageSystem.All.Single(system => system.Program == program).ByHand.ShouldBe(typed);
}
