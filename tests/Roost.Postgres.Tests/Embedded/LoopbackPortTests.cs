using Roost.Postgres.Embedded;

namespace Roost.Postgres.Tests.Embedded;

public sealed class LoopbackPortTests
{
    /// <summary>Some of so many would come twice by chance.</summary>
    [Fact]
    public void A_process_is_given_no_port_twice() => Enumerable.Range(0, 500).Select(_ => LoopbackPort.FindFree()).ToList().ShouldBeUnique();

    /// <summary>The system gives one again as soon as nobody holds it.</summary>
    [Fact]
    public void Nor_where_only_the_system_has_some() => Enumerable.Range(0, 500).Select(_ => LoopbackPort.OfTheSystem()).ToList().ShouldBeUnique();
}
