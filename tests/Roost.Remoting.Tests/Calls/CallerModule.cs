using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Roost.Modules;

namespace Roost.Remoting.Tests.Calls;

/// <summary>A module that calls a partner by HTTP, a relay by something else, and servers that others name.</summary>
[Module("caller")]
public sealed class CallerModule : Module
{
    public const string PartnerKey = "Partner";

    protected override void Declare(ModuleDeclaration module) => module
        .Calls("partner", call => call
            .Timeout(TimeSpan.FromSeconds(20))
            .AttemptTimeout(TimeSpan.FromSeconds(5))
            .FirstDelay(TimeSpan.FromMilliseconds(2))
            .Breaker(failureRatio: 0.5, minimumThroughput: 10, window: TimeSpan.FromSeconds(30), duration: TimeSpan.FromSeconds(15)))
        .Calls("relay", call => call.FirstDelay(TimeSpan.FromMilliseconds(2)).Breaker(minimumThroughput: 4))
        .Calls("hooks", call => call.PerTarget().HeadOnly().Attempts(1).Breaker(minimumThroughput: 4))
        .Services(services =>
        {
            services.AddCallClient<PartnerClient>("partner", static (provider, http) => http.BaseAddress = new(provider.GetRequiredService<IConfiguration>()[PartnerKey]!));
            services.AddCallClient("hooks");
        });
}

/// <summary>A class of the module's own around its client, as modules have them.</summary>
internal sealed class PartnerClient(HttpClient http)
{
    public HttpClient Http { get; } = http;
}
