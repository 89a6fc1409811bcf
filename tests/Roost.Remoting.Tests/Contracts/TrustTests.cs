using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Roost.Operations;
using Roost.Remoting.Contracts.Trust;
using Roost.Remoting.TestHost;
using Roost.Testing.Clocks;

namespace Roost.Remoting.Tests.Contracts;

/// <summary>What a host believes of what comes to its internal port.</summary>
public sealed class TrustTests(Neighbours neighbours) : IClassFixture<Neighbours>
{
    private const string Look = "/contracts/probe/IProbe/LookAsync";
    private const string Number = "/contracts/probe/IHidden/NumberAsync";

    [Fact]
    public async Task A_host_with_another_key_is_not_believed()
    {
        var said = neighbours.Probe.Output.Length;
        await using var impostor = neighbours.BuildAsker(neighbours.StrangersKey);

        (await LookAsync(impostor)).ShouldStartWith("threw a fault of IProbe.LookAsync: Unavailable contract.untrusted");
        (await neighbours.Probe.SaysAsync("It is not sealed with the key of 'asker'.", said)).ShouldBeTrue(neighbours.Probe.Output);
    }

    [Theory]
    [InlineData(-3600)]
    [InlineData(3600)]
    public async Task A_call_that_is_of_another_hour_is_not_believed(int seconds)
    {
        var said = neighbours.Probe.Output.Length;
        await using var late = neighbours.BuildAsker(clock: new ManualClock(DateTimeOffset.UtcNow.AddSeconds(seconds)));

        (await LookAsync(late)).ShouldStartWith("threw a fault of IProbe.LookAsync: Unavailable contract.untrusted");
        (await neighbours.Probe.SaysAsync("Do the clocks of 'asker' and 'probe' agree?", said)).ShouldBeTrue(neighbours.Probe.Output);
    }

    [Fact]
    public async Task What_is_sealed_cannot_be_changed()
    {
        var seal = Seal(Look, "{}");
        var parts = seal.Split('.');

        (await SendAsync(Look, "{ }", seal)).ShouldBe(HttpStatusCode.Forbidden);
        (await SendAsync("/contracts/probe/IProbe/CountAsync", "{}", seal)).ShouldBe(HttpStatusCode.Forbidden);
        for (var i = 0; i < parts.Length; i++)
        {
            var changed = parts.ToArray();
            changed[i] = changed[i][..^2] + (changed[i].EndsWith("00", StringComparison.Ordinal) ? "11" : "00");
            (await SendAsync(Look, "{}", string.Join('.', changed))).ShouldBe(HttpStatusCode.Forbidden, $"part {i}");
        }
    }

    [Fact]
    public async Task What_was_sent_once_cannot_be_sent_again()
    {
        var said = neighbours.Probe.Output.Length;
        var seal = Seal(Look, "{}");

        (await SendAsync(Look, "{}", seal)).ShouldBe(HttpStatusCode.OK);
        (await SendAsync(Look, "{}", seal)).ShouldBe(HttpStatusCode.Forbidden);
        (await SendAsync(Look, "{}", Seal(Look, "{}"))).ShouldBe(HttpStatusCode.OK);
        (await neighbours.Probe.SaysAsync("It was sent before, in these very words.", said)).ShouldBeTrue(neighbours.Probe.Output);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("asker.1.n.e30")]
    [InlineData("asker.1.n.e30.AAAA")]
    [InlineData("nobody.1.n.e30.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task What_is_no_seal_is_refused(string? seal) => (await SendAsync(Look, "{}", seal)).ShouldBe(HttpStatusCode.Forbidden);

    [Fact]
    public async Task A_contract_that_no_module_of_the_caller_uses_is_refused() => (await SendAsync(Number, "{}", Seal(Number, "{}"))).ShouldBe(HttpStatusCode.Forbidden);

    [Fact]
    public async Task Arguments_that_cannot_be_read_are_refused()
    {
        const string Echo = "/contracts/probe/IProbe/EchoAsync";
        foreach (var body in new[] { "", "{", "[]", "null", "{\"sample\":null}", "{\"sample\":{\"id\":1}}" })
        {
            (await SendAsync(Echo, body, Seal(Echo, body))).ShouldBe(HttpStatusCode.BadRequest, body);
        }
    }

    [Fact]
    public async Task Sixteen_mebibytes_of_arguments_are_taken_and_no_more()
    {
        const string Maybe = "/contracts/probe/IProbe/MaybeAsync";
        string BodyOf(int length) => $"{{\"text\":\"{new string('x', length - 11)}\"}}";
        var (most, more) = (BodyOf(16 * 1024 * 1024), BodyOf((16 * 1024 * 1024) + 1));

        (await SendAsync(Maybe, most, Seal(Maybe, most))).ShouldBe(HttpStatusCode.OK);
        (await SendAsync(Maybe, more, Seal(Maybe, more))).ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Neither_port_serves_what_the_other_does()
    {
        (await SendAsync("/", "{}", Seal("/", "{}"))).ShouldBe(HttpStatusCode.NotFound);
        using var http = new HttpClient();
        using var content = new StringContent("{}");
        content.Headers.Add(CallSeal.Header, Seal(Look, "{}"));

        (await http.PostAsync(new Uri(neighbours.Public, Look), content)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static Task<string> LookAsync(Microsoft.AspNetCore.Builder.WebApplication host) =>
        Neighbours.RunAsync(host, (probe, _) => Outcomes.OfAsync(() => probe.LookAsync(CancellationToken.None)), null);

    private string Seal(string path, string body) => neighbours.FarServices.GetRequiredService<CallSeal>().Seal(new CallContext(null, Principal.System, "test"), "probe", path, Encoding.UTF8.GetBytes(body));

    private async Task<HttpStatusCode> SendAsync(string path, string body, string? seal)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(neighbours.Internal, path))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new StringContent(body),
        };
        if (seal is not null)
        {
            request.Headers.Add(CallSeal.Header, seal);
        }

        using var response = await http.SendAsync(request);
        return response.StatusCode;
    }
}
