using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Roost.Hosting;
using Roost.Modules;
using Roost.Remoting.Calls.Declaration;
using Roost.Startup;

namespace Roost.Remoting.Tests.Calls;

/// <summary>What modules declare and operators override.</summary>
public sealed class ConfigurationTests
{
    [Fact]
    public async Task All_mistakes_are_told_at_once()
    {
        await using var partner = await Partner.StartAsync();

        var report = await Should.ThrowAsync<StartupException>(() => CallerHost.StartAsync(
            partner,
            null,
            ("partnr:Attempts", "2"),
            ("partner:Attempts", "4"),
            ("partner:Concurrency", "0"),
            ("relay:AttemptTimeout", "00:02:00"),
            ("relay:Timeout", "00:01:00"),
            ("hooks:Attempts", "2")));

        report.Faults.Select(fault => $"{fault.Code} {fault.Where}").ShouldBe(
            [
                "RST002 configuration section Roost:Calls:partner (CallOptions)",
                "RST002 configuration section Roost:Calls:partner (CallOptions)",
                "RST112 Roost:Calls:relay",
                "RST114 Roost:Calls:hooks:Attempts",
                "RST111 Roost:Calls:partnr",
            ],
            ignoreOrder: true);
        report.Faults.Single(fault => fault.Code == "RST111").Remedy.ShouldBe("Correct the name; there is hooks, partner, relay.");
    }

    [Theory]
    [InlineData("partner:Attempt", "1")]
    [InlineData("partner:Timeout", "soon")]
    public async Task A_key_or_value_that_there_is_not_is_one(string key, string value)
    {
        await using var partner = await Partner.StartAsync();

        var report = await Should.ThrowAsync<StartupException>(() => CallerHost.StartAsync(partner, null, (key, value)));

        report.Faults.ShouldHaveSingleItem().Where.ShouldBe("configuration section Roost:Calls:partner (CallOptions)");
    }

    [Fact]
    public void Two_modules_have_no_call_of_one_name_and_a_client_is_for_calls_that_are_declared()
    {
        using var application = Build(roost => roost.AddModule<CallerModule>().AddModule<TwinModule>());

        var faults = Find(application);

        faults.Select(fault => fault.Code).ShouldBe(["RST110", "RST113"]);
        faults[0].What.ShouldBe("Calls to 'relay' are declared 2 times, by caller, twin.");
        faults[1].What.ShouldBe("The HTTP client 'undeclared' is for calls that no active module declares.");
    }

    [Fact]
    public void What_operators_say_goes_before_what_is_declared()
    {
        using var application = Build(
            roost => roost.AddModule<CallerModule>(),
            ("Roost:Calls:partner:Timeout", "00:00:08"),
            ("Roost:Calls:partner:BreakDuration", "00:01:00"));

        var settings = application.Services.GetRequiredService<CallCatalogue>().Calls["partner"];

        (settings.Timeout, settings.BreakDuration).ShouldBe((TimeSpan.FromSeconds(8), TimeSpan.FromMinutes(1)));
        (settings.AttemptTimeout, settings.Attempts, settings.MinimumThroughput).ShouldBe((TimeSpan.FromSeconds(5), 3, 10));
    }

    [Theory]
    [InlineData("Partner")]
    [InlineData("a b")]
    [InlineData("")]
    public void A_name_is_one_that_keys_and_metrics_can_have(string name) => Should.Throw<ArgumentException>(() => CallDeclaration.CheckName(name));

    [Fact]
    public void What_is_declared_has_bounds()
    {
        var call = new CallDeclaration();

        Should.Throw<ArgumentOutOfRangeException>(() => call.Attempts(4));
        Should.Throw<ArgumentOutOfRangeException>(() => call.Attempts(0));
        Should.Throw<ArgumentOutOfRangeException>(() => call.Concurrency(0));
        Should.Throw<ArgumentOutOfRangeException>(() => call.Timeout(TimeSpan.Zero));
        Should.Throw<ArgumentOutOfRangeException>(() => call.Breaker(failureRatio: 0));
        Should.Throw<ArgumentOutOfRangeException>(() => call.Breaker(minimumThroughput: 1));
        Should.Throw<ArgumentOutOfRangeException>(() => call.Breaker(duration: TimeSpan.FromMilliseconds(1)));
    }

    private static List<Fault> Find(WebApplication application)
    {
        var faults = new List<Fault>();
        foreach (var check in application.Services.GetServices<IStartupCheck>().OfType<CallsCheck>())
        {
            check.CheckAsync(faults, CancellationToken.None).IsCompletedSuccessfully.ShouldBeTrue();
        }

        return faults;
    }

    private static Disposable Build(Action<RoostBuilder> configure, params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.AddRoost(configure);
        return new(builder.Build());
    }

    /// <summary>A host that is built and never started.</summary>
    private sealed record Disposable(WebApplication Application) : IDisposable
    {
        public IServiceProvider Services => Application.Services;

        public static implicit operator WebApplication(Disposable application) => application.Application;

        public void Dispose() => ((IDisposable)Application).Dispose();
    }
}

/// <summary>Declares what another has, and forgets what it needs.</summary>
[Module("twin")]
public sealed class TwinModule : Module
{
    protected override void Declare(ModuleDeclaration module) => module
        .Calls("relay")
        .Services(services => services.AddCallClient("undeclared"));
}
