using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Roost.Messaging.Jobs;
using Roost.Modules;
using Roost.Operations;
using Roost.Postgres.UnitsOfWork;

namespace Roost.Messaging.Tests;

/// <summary>A module whose jobs do what a test tells them.</summary>
[Module("chores")]
public sealed class ChoresModule : Module
{
    protected override void Declare(ModuleDeclaration module) => module
        .Job<Chore, ChoreHandler>(job => job.Attempts(3))
        .Job<Sweep, SweepHandler>(job => job.TenantFree().Queue("sweeps"))
        .Job<Ordered, ErrandHandler<Ordered>>(job => job.InOrder().Attempts(3).RetryAfter(_ => TimeSpan.FromMilliseconds(50)))
        .Job<Narrow, ErrandHandler<Narrow>>(job => job.ConcurrencyPerTenant(3).ConcurrencyPerKey(1))
        .Job<Few, ErrandHandler<Few>>(job => job.Concurrency(2))
        .Job<Paced, ErrandHandler<Paced>>(job => job.Rate(3, TimeSpan.FromSeconds(1)))
        .Job<Hasty, ErrandHandler<Hasty>>(job => job.Timeout(TimeSpan.FromSeconds(3)).Attempts(3).RetryAfter(_ => TimeSpan.FromMilliseconds(50)))
        .Job<Tight, ErrandHandler<Tight>>(job => job.Queue("tight"))
        .Queue("tight", queue => queue.Concurrency(2))
        .Services(services => services.AddSingleton<Book>());
}

public abstract record Errand(string Name);

public sealed record Ordered(string Name) : Errand(Name);

public sealed record Narrow(string Name) : Errand(Name);

public sealed record Few(string Name) : Errand(Name);

public sealed record Paced(string Name) : Errand(Name);

public sealed record Tight(string Name) : Errand(Name);

public sealed record Hasty(string Name) : Errand(Name);

public sealed record Chore(string Name);

public sealed record Sweep(int Number);

/// <summary>What was done, and what is to be done.</summary>
internal sealed class Book
{
    private readonly ConcurrentQueue<Done> _done = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<Done>> _awaited = new();

    /// <summary>What a chore does.</summary>
    public Func<Chore, ChoreContext, Task<Result>> Work { get; set; } = (_, _) => Task.FromResult(Result.Success);

    public IReadOnlyCollection<Done> Done => _done;

    /// <summary>Waits until a chore has begun an attempt.</summary>
    public Task<Done> BegunAsync(string name, int attempt = 1) => Of(name, attempt).Task.WaitAsync(TimeSpan.FromSeconds(30));

    public void Write(Done done)
    {
        _done.Enqueue(done);
        Of(done.Name, done.Run.Attempt).TrySetResult(done);
    }

    private TaskCompletionSource<Done> Of(string name, int attempt) =>
        _awaited.GetOrAdd($"{name}/{attempt}", _ => new TaskCompletionSource<Done>(TaskCreationOptions.RunContinuationsAsynchronously));
}

internal sealed record Done(string Name, JobRun Run, CallContext Context);

internal sealed record ChoreContext(JobRun Run, Sql<ChoresModule> Sql, IJobs Jobs, Operation Operation, CancellationToken Cancelled);

internal sealed class ChoreHandler(Book book, Sql<ChoresModule> sql, IJobs jobs, Operation operation) : IJobHandler<Chore>
{
    public async Task<Result> HandleAsync(Chore job, JobRun run, CancellationToken cancellationToken)
    {
        book.Write(new(job.Name, run, operation.Context));
        return await book.Work(job, new(run, sql, jobs, operation, cancellationToken));
    }
}

internal sealed class ErrandHandler<T>(Book book, Sql<ChoresModule> sql, IJobs jobs, Operation operation) : IJobHandler<T>
    where T : Errand
{
    public async Task<Result> HandleAsync(T job, JobRun run, CancellationToken cancellationToken)
    {
        book.Write(new(job.Name, run, operation.Context));
        return await book.Work(new(job.Name), new(run, sql, jobs, operation, cancellationToken));
    }
}

internal sealed class SweepHandler(Book book, CallContext context) : IJobHandler<Sweep>
{
    public Task<Result> HandleAsync(Sweep job, JobRun run, CancellationToken cancellationToken)
    {
        book.Write(new($"sweep {job.Number}", run, context));
        return Task.FromResult(Result.Success);
    }
}
