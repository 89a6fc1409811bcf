using Roost.Startup;
using Roost.Testing.Databases;
using Roost.Testing.Modules;
using Shop.Payments;
using Shop.Tenants.Contracts;
using Shop.Tests.Tenancy;

namespace Shop.Tests.Payments;

public sealed class PaymentsOptionsTests(PostgresServer server)
{
    [Theory]
    [InlineData("TryTimeout", "00:00:08", "ProviderUrl: There is no address of the payment provider.")]
    [InlineData("ProviderUrl", "ftp://provider.example", "ProviderUrl: The address must begin with https:// or http://")]
    [InlineData("ProviderUrl", "provider", "ProviderUrl: The address must begin with https:// or http://")]
    public async Task Without_a_way_to_the_provider_the_host_does_not_start(string key, string value, string message)
    {
        var start = () => new ModuleHostBuilder<PaymentsModule>(server).Fake<ITenants>(new ListedShops()).With($"Modules:payments:{key}", value).StartAsync();

        var report = await start.ShouldThrowAsync<StartupException>();

        report.Faults.ShouldContain(fault => fault.What.StartsWith(message, StringComparison.Ordinal), report.Message);
    }
}
