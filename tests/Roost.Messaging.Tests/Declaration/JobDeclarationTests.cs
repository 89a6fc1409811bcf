using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Roost.Hosting;
using Roost.Messaging.Declaration;
using Roost.Messaging.Jobs;
using Roost.Modules;
using Roost.Startup;

namespace Roost.Messaging.Tests.Declaration;

public sealed class JobDeclarationTests
{
    [Theory]
    [InlineData(typeof(Chore), "chore")]
    [InlineData(typeof(SendReceipt), "send-receipt")]
    [InlineData(typeof(SendPDFReceipt), "send-pdf-receipt")]
    [InlineData(typeof(SyncV2), "sync-v2")]
    public void A_kind_is_named_after_its_type(Type type, string name) => JobNames.Of(type).ShouldBe(name);

    [Fact]
    public void What_cannot_be_is_refused_where_it_is_said()
    {
        var job = new JobDeclaration();

        Should.Throw<ArgumentException>(() => job.Queue("E-Mail"));
        Should.Throw<ArgumentException>(() => job.Named(""));
        Should.Throw<ArgumentOutOfRangeException>(() => job.Attempts(0));
        Should.Throw<ArgumentOutOfRangeException>(() => job.Priority(1001));
        Should.Throw<ArgumentOutOfRangeException>(() => job.Timeout(TimeSpan.FromMilliseconds(1)));
    }

    [Fact]
    public async Task A_host_that_cannot_work_does_not_start_and_says_all_that_is_wrong()
    {
        var report = await ReportAsync<TwiceModule>(("Roost:Messaging:WorkerTimeout", "00:00:03"));

        report.ShouldContain("RST060");
        report.ShouldContain("SendReceipt is declared as a job 2 times, by twice.");
        report.ShouldContain("RST061");
        report.ShouldContain("Two jobs are named 'twice.same'");
        report.ShouldContain("RST062");
        report.ShouldContain("works on queues (default)");
        report.ShouldContain("RST063");
    }

    [Fact]
    public async Task Nobody_runs_less_than_one_job_at_a_time() =>
        (await ReportAsync<TwiceModule>(("Roost:Messaging:QueueConcurrency:email", "0"))).ShouldContain("0 is no number of jobs that the queue 'email' could run");

    private static async Task<string> ReportAsync<TModule>(params (string Key, string Value)[] settings)
        where TModule : Module, new()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection([new("Roost:Postgres:App", "Host=127.0.0.1;Port=1;Database=none;Username=app;Password=none")]);
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value));
        builder.AddRoost(roost => roost.AddModule<TModule>());
        await using var application = builder.Build();
        application.UseRoost();
        return (await Should.ThrowAsync<StartupException>(application.StartAsync())).Message;
    }
}

[Module("twice")]
public sealed class TwiceModule : Module
{
    protected override void Declare(ModuleDeclaration module) => module
        .Job<SendReceipt, Receipts>()
        .Job<SendReceipt, Receipts>()
        .Job<SendPDFReceipt, Receipts>(job => job.Named("same"))
        .Job<SyncV2, Receipts>(job => job.Named("same"));
}

public sealed record SendReceipt;

public sealed record SendPDFReceipt;

public sealed record SyncV2;

internal sealed class Receipts : IJobHandler<SendReceipt>, IJobHandler<SendPDFReceipt>, IJobHandler<SyncV2>
{
    public Task<Result> HandleAsync(SendReceipt job, JobRun run, CancellationToken cancellationToken) => Task.FromResult(Result.Success);

    public Task<Result> HandleAsync(SendPDFReceipt job, JobRun run, CancellationToken cancellationToken) => Task.FromResult(Result.Success);

    public Task<Result> HandleAsync(SyncV2 job, JobRun run, CancellationToken cancellationToken) => Task.FromResult(Result.Success);
}
