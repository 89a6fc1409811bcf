using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Roost.Startup;

namespace Roost.Tests.Edge;

public sealed class ProxyTests
{
    [Theory]
    [InlineData("127.0.0.1", "203.0.113.7", "203.0.113.7", "https")]
    [InlineData("127.0.0.0/8", "198.51.100.1, 203.0.113.7", "203.0.113.7", "https")]
    [InlineData("127.0.0.0/8;203.0.113.0/24", "198.51.100.1, 203.0.113.7", "198.51.100.1", "https")]
    [InlineData("10.0.0.0/8", "203.0.113.7", "127.0.0.1", "http")]
    [InlineData("", "203.0.113.7", "127.0.0.1", "http")]
    public async Task Only_trusted_proxies_are_believed_whom_a_request_is_from(string trusted, string forwarded, string address, string scheme)
    {
        await using var host = await StartAsync(trusted);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/mirror");
        request.Headers.Add("X-Forwarded-For", forwarded);
        request.Headers.Add("X-Forwarded-Proto", string.Join(", ", forwarded.Split(',').Select(_ => "https")));

        using var answer = await host.Client.SendAsync(request);

        var seen = await answer.Content.ReadFromJsonAsync<Reflection>();
        (seen!.Address, seen.Scheme).ShouldBe((address, scheme));
    }

    [Theory]
    [InlineData("proxy.internal")]
    [InlineData("10.0.0.0/33")]
    public async Task What_is_no_address_is_a_fault_at_start(string trusted)
    {
        await using var application = TestHost.Build(
            roost => roost.AddModule<MirrorModule>(),
            builder => builder.Services.AddSingleton(new TaskCompletionSource()),
            ("Roost:Edge:TrustedProxies:0", trusted));
        var faults = new List<Fault>();
        foreach (var check in application.Services.GetServices<IStartupCheck>())
        {
            await check.CheckAsync(faults, CancellationToken.None);
        }

        faults.ShouldHaveSingleItem().What.ShouldStartWith($"TrustedProxies: '{trusted}' is neither");
    }

    private static Task<TestHost> StartAsync(string trusted) => TestHost.StartAsync(
        roost => roost.AddModule<MirrorModule>(),
        builder => builder.Services.AddSingleton(new TaskCompletionSource()),
        [.. trusted.Split(';', StringSplitOptions.RemoveEmptyEntries).Select((range, i) => ($"Roost:Edge:TrustedProxies:{i}", range))]);
}
