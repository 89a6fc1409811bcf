using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Roost.Faults;
using Roost.Messaging.Jobs;
using Roost.Messaging.Monitoring;
using Roost.Messaging.Store;
using Roost.Operations;
using Roost.Testing.Clocks;

namespace Roost.Messaging.Tests.Monitoring;

/// <summary>What a stream does as time goes by. What it says of real jobs is tested with Shop.</summary>
public sealed class JobStreamTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly JobStatus Job = new() { Id = Guid.CreateVersion7(), Kind = "chores.stand", State = JobState.Running, Attempts = 0, AddedAt = DateTimeOffset.UnixEpoch };
    private readonly ManualClock _clock = new();

    [Fact]
    public async Task A_silent_stream_is_kept_open_by_a_comment_now_and_then_and_ends_after_a_quarter_of_an_hour()
    {
        await using var services = CreateServices();
        await using var scope = services.CreateAsyncScope();
        var http = CreateRequest(scope.ServiceProvider);
        var began = _clock.GetUtcNow();

        // It has said what it knows, and waits, when this returns.
        var run = new JobStream(Job, new StandStill()).ExecuteAsync(http);
        using var patience = new CancellationTokenSource(Patience);
        while (!run.IsCompleted)
        {
            patience.Token.ThrowIfCancellationRequested();
            _clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        await run;
        var said = Encoding.UTF8.GetString(((MemoryStream)http.Response.Body).ToArray()).Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        said[0].ShouldStartWith("event: status\ndata: {");
        said[1..].ShouldAllBe(one => one == ":");
        said.Length.ShouldBeInRange(2, 61);
        (_clock.GetUtcNow() - began).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMinutes(15));
    }

    [Fact]
    public async Task A_stream_ends_when_the_host_begins_to_stop()
    {
        await using var services = CreateServices();
        await using var scope = services.CreateAsyncScope();

        var run = new JobStream(Job, new StandStill()).ExecuteAsync(CreateRequest(scope.ServiceProvider));
        run.IsCompleted.ShouldBeFalse();
        services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        await run.WaitAsync(Patience);
    }

    [Theory]
    [InlineData("catalog.import_gone: What was uploaded for this import is not kept any more.", "catalog.import_gone")]
    [InlineData("Npgsql.PostgresException (0x80004005): 42P01: relation \"secret\" does not exist", null)]
    [InlineData("It took longer than 00:30:00.", null)]
    [InlineData("System.IO.IOException: orders.not_found: no", null)]
    [InlineData(null, null)]
    public void Of_an_error_everybody_hears_the_code_that_was_returned_and_nothing_else(string? error, string? code)
    {
        var failure = JobFailure.From(error);

        failure.Code.ShouldBe(code);
        failure.Message.ShouldBe(JobFailure.From(null).Message);
    }

    private static DefaultHttpContext CreateRequest(IServiceProvider services)
    {
        services.GetRequiredService<Operation>().Begin(new(TenantId.New(), Principal.User(Guid.CreateVersion7(), "staff"), "stream-test"));
        return new() { RequestServices = services, Response = { Body = new MemoryStream() } };
    }

    private ServiceProvider CreateServices() => new ServiceCollection()
        .AddLogging()
        .AddOptions()
        .AddSingleton<TimeProvider>(_clock)
        .AddSingleton<IHostApplicationLifetime, ApplicationLifetime>()
        .AddSingleton<FaultClassification>()
        .AddSingleton<DatabaseTrouble>()
        .AddSingleton<JobStreams>()
        .AddScoped<Operation>()
        .BuildServiceProvider();

    /// <summary>A job that does not get on.</summary>
    private sealed class StandStill : IJobMonitor
    {
        public Task<JobStatus?> FindAsync(Guid id, CancellationToken cancellationToken = default) => Task.FromResult<JobStatus?>(Job);

        public Task<bool> CancelAsync(Guid id, CancellationToken cancellationToken = default) => Task.FromResult(false);
    }
}
