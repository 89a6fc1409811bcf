using Roost.Testing.Applications;
using Roost.Testing.Databases;

namespace Shop.Tests.Tenancy;

/// <summary>A Shop that takes five requests a minute from an address, and believes this machine as to whose that is.</summary>
public sealed class FewVisitors(PostgresServer server) : RunningShop(server)
{
    public const int Permits = 5;

    protected override void Adjust(TestApplicationBuilder<Program> builder) => builder
        .With("Roost:RateLimits:Default:Permits", $"{Permits}")
        .With("Roost:Edge:TrustedProxies:0", "127.0.0.1");
}
