using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Roost.Tests.Edge;

public sealed class AnswerHeaderTests(MirrorHost mirror) : IClassFixture<MirrorHost>
{
    private static readonly string SignedIn = $"sub={Guid.CreateVersion7()};tid={Tenants.Acme}";

    [Theory]
    [InlineData("/v1/mirror", true, "no-store")]
    [InlineData("/v1/mirror/versioned", true, "no-cache, private")]
    [InlineData("/v1/mirror/public", true, "public, max-age=60")]
    [InlineData("/v1/mirror", false, null)]
    public async Task Caches_are_told_whose_an_answer_is(string path, bool signedIn, string? cacheControl)
    {
        using var answer = await mirror.GetAsync(path, signedIn ? SignedIn : null, signedIn ? null : "acme");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.Vary.ShouldBe(["X-Tenant", "Authorization"]);
        answer.Headers.CacheControl?.ToString().ShouldBe(cacheControl);
        (answer.Headers.CacheControl is null).ShouldBe(cacheControl is null);
    }

    [Fact]
    public async Task A_refusal_depends_on_the_tenant_too()
    {
        using var answer = await mirror.GetAsync("/v1/mirror", SignedIn, "globex");

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        answer.Headers.Vary.ShouldBe(["X-Tenant", "Authorization"]);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Fact]
    public async Task A_failed_attempt_leaves_nothing_of_its_answer_in_the_problem()
    {
        using var answer = await mirror.GetAsync("/v1/mirror/broken");

        answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("fault.unexpected");
        answer.Headers.ETag.ShouldBeNull();
        answer.Headers.Location.ShouldBeNull();
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
        answer.Headers.Contains("X-Correlation-ID").ShouldBeTrue();
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
    }

    [Fact]
    public async Task A_client_that_leaves_in_the_middle_of_an_answer_is_no_error_of_ours()
    {
        var failures = new FailureLog();
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (var host = await TestHost.StartAsync(
            roost => roost.AddModule<MirrorModule>(),
            builder =>
            {
                builder.Logging.AddProvider(failures);
                builder.Services.AddSingleton(gone);
            }))
        {
            using (var answer = await host.Client.GetAsync("/v1/mirror/stream", HttpCompletionOption.ResponseHeadersRead))
            {
                answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            }

            await gone.Task.WaitAsync(TimeSpan.FromSeconds(10));
        }

        // The host has waited for its requests.
        failures.Messages.ShouldBeEmpty();
    }

    private sealed class FailureLog : ILoggerProvider, ILogger
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<string> _messages = new();

        public IEnumerable<string> Messages => _messages;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                _messages.Enqueue(formatter(state, exception));
            }
        }

        public void Dispose()
        {
            // It holds nothing.
        }
    }
}
