using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Roost.Remoting.Tests.Calls;

/// <summary>What is sent again, and what never.</summary>
public sealed class RetryTests : IAsyncLifetime
{
    private Partner _partner = null!;
    private CallerHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _partner = await Partner.StartAsync();
        _host = await CallerHost.StartAsync(_partner);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _partner.DisposeAsync();
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("OPTIONS")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task What_changes_nothing_or_always_the_same_has_three_attempts(string method)
    {
        _partner.AnswerWith(503, 429, 200);

        using var answer = await _host.SendAsync(new(method));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        _partner.Heard.Count.ShouldBe(3);
    }

    [Fact]
    public async Task There_is_no_fourth()
    {
        _partner.AnswerWith(500, 500, 500, 200);

        using var answer = await _host.GetAsync();

        answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        _partner.Heard.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PATCH")]
    public async Task A_post_without_a_key_is_sent_once_whatever_comes_back(string method)
    {
        _partner.AnswerWith(503);
        using var answer = await _host.SendAsync(new(method), new StringContent("one"));
        _partner.Answer = static (_, context) => ResetAsync(context);
        await Should.ThrowAsync<HttpRequestException>(() => _host.SendAsync(new(method), new StringContent("two")));
        using var keyless = await Blank(method);

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        _partner.Heard.Select(heard => heard.Body).ShouldBe(["one", "two", "three"]);

        async Task<HttpResponseMessage> Blank(string name)
        {
            _partner.AnswerWith(503);
            return await _host.SendAsync(new(name), new StringContent("three"), key: " ");
        }
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PATCH")]
    public async Task A_post_with_a_key_says_the_same_under_the_same_key_each_time(string method)
    {
        _partner.Answer = static (count, context) => count < 3 ? ResetAsync(context) : Task.CompletedTask;

        // A stream that can be read once.
        using var answer = await _host.SendAsync(new(method), new StreamContent(new OneWayStream("the body")), key: "order-1");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        _partner.Heard.Select(heard => (heard.Method, heard.Key, heard.Body)).ShouldBe(Enumerable.Repeat((method, "order-1", "the body"), 3));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(422)]
    public async Task What_would_be_answered_the_same_again_is_not_asked_again(int status)
    {
        _partner.Answer = (_, context) =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "/elsewhere";
            return Task.CompletedTask;
        };

        using var answer = await _host.GetAsync();

        ((int)answer.StatusCode).ShouldBe(status);
        _partner.Heard.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_body_that_breaks_off_is_no_answer()
    {
        _partner.Answer = static async (count, context) =>
        {
            context.Response.ContentLength = 8;
            await context.Response.WriteAsync(count == 1 ? "half" : "complete");
            if (count == 1)
            {
                await context.Response.Body.FlushAsync();
                context.Abort();
            }
        };

        using var answer = await _host.GetAsync();

        (await answer.Content.ReadAsStringAsync()).ShouldBe("complete");
        _partner.Heard.Count.ShouldBe(2);
    }

    [Fact]
    public async Task An_answer_that_is_too_long_is_not_read_to_its_end_and_not_asked_for_again()
    {
        _partner.Answer = static (_, context) => context.Response.Body.WriteAsync(new byte[2 * 1024 * 1024]).AsTask();

        var fault = await Should.ThrowAsync<HttpRequestException>(_host.GetAsync);

        fault.HttpRequestError.ShouldBe(HttpRequestError.ConfigurationLimitExceeded);
        _partner.Heard.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_says_when_to_come_back_is_asked_then(bool isDate)
    {
        _partner.Answer = (count, context) =>
        {
            context.Response.StatusCode = count == 1 ? 503 : 200;
            // A date has whole seconds: two of them are at least one.
            context.Response.Headers.RetryAfter = isDate ? DateTimeOffset.UtcNow.AddSeconds(2).ToString("R", CultureInfo.InvariantCulture) : "1";
            return Task.CompletedTask;
        };

        using var answer = await _host.GetAsync();

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (_partner.Heard[1].At - _partner.Heard[0].At).ShouldBeGreaterThan(TimeSpan.FromMilliseconds(900));
    }

    [Fact]
    public async Task Who_says_to_come_back_after_the_deadline_is_not_waited_for()
    {
        _partner.Answer = static (_, context) =>
        {
            context.Response.StatusCode = 503;
            context.Response.Headers.RetryAfter = "30";
            return Task.CompletedTask;
        };

        using var answer = await _host.GetAsync();

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        _partner.Heard.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Nobody_there_is_said_as_ever()
    {
        await _partner.StopAsync();

        var fault = await Should.ThrowAsync<HttpRequestException>(_host.GetAsync);

        fault.HttpRequestError.ShouldBe(HttpRequestError.ConnectionError);
        fault.ShouldNotBeOfType<Remoting.Calls.CallRefusedException>();
    }

    [Fact]
    public async Task A_call_holds_no_thread() =>
        await Should.ThrowAsync<NotSupportedException>(() => _host.RunAsync(services =>
            Task.FromResult(((PartnerClient)services.GetService(typeof(PartnerClient))!).Http.Send(new(HttpMethod.Get, "things")))));

    private static Task ResetAsync(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    private sealed class OneWayStream(string text) : MemoryStream(Encoding.UTF8.GetBytes(text))
    {
        public override bool CanSeek => false;
    }
}
