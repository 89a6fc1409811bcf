using Roost.Postgres.Embedded;

namespace Roost.Postgres.Tests.Embedded;

public sealed class LoopbackPortTests
{
    /// <summary>Some of so many would come twice by chance.</summary>
    [Fact]
    public void A_process_is_given_no_port_twice()
    {
        var ports = Enumerable.Range(0, 500).Select(_ => LoopbackPort.FindFree()).ToList();

        ports.ShouldBeUnique();
    }
}
