using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Roost.Messaging.Jobs;
using Roost.Messaging.Sagas;
using Roost.Messaging.Steering;
using Roost.Messaging.TestWorker;
using Roost.Operations;
using Roost.Postgres.Embedded;
using Roost.Testing.Databases;

namespace Roost.Messaging.Faults.Tests.Stages;

/// <summary>A host that asks for jobs and does none, and writes down what it has asked for.</summary>
internal sealed class Asking(IServiceProvider services, TestDatabase database)
{
    private static readonly CallContext Context = new(new TenantId(Guid.Parse("018f0000-0000-7000-8000-000000000001")), Principal.System, "faults");

    private IJobSender Sender => services.GetRequiredService<IJobSender>();

    public Task PostAsync(int from, int count, Func<int, Post> create)
    {
        var posts = Enumerable.Range(from, count).Select(create).ToList();
        return AskAsync(posts, null, post => (post.Number, post.Writes ? ["post"] : [], []), posts[0].FollowUpIn);
    }

    public Task PostAsync(Post post, JobOptions? options) => AskAsync([post], options, asked => (asked.Number, asked.Writes ? ["post"] : [], []), post.FollowUpIn);

    public Task StumbleAsync(int number, int milliseconds = 0) => AskAsync([new Stumble(number, milliseconds)], null, asked => (asked.Number, ["stumble"], []));

    public Task TwoStepsAsync(int from, int count, int milliseconds) =>
        AskAsync([.. Enumerable.Range(from, count).Select(number => new TwoSteps(number, milliseconds))], null, asked => (asked.Number, ["second-step"], ["first-step"]));

    public Task FewAsync(int from, int count, int milliseconds) =>
        AskAsync([.. Enumerable.Range(from, count).Select(number => new Few(number, milliseconds))], null, asked => (asked.Number, ["few"], []));

    public Task TurnsAsync(int from, int count, string key, int milliseconds) =>
        AskAsync([.. Enumerable.Range(from, count).Select(number => new Turn(number, milliseconds))], new() { Key = key }, asked => (asked.Number, ["turn"], []));

    public SagaSteering Steering => services.GetRequiredService<SagaSteering>();

    /// <summary>Does something to sagas, in one operation.</summary>
    public Task SagasAsync(Action<ISagas> work) => services.GetRequiredService<IOperations>().RunAsync(Context, (scope, _) =>
    {
        work(scope.GetRequiredService<ISagas>());
        return Task.FromResult(true);
    });

    public Task<Guid> PoisonAsync() => Sender.SendAsync(Context, new Poison());

    private async Task AskAsync<TJob>(IReadOnlyList<TJob> jobs, JobOptions? options, Func<TJob, (int Number, string[] Effects, string[] Repeatable)> read, int followUpIn = 0)
        where TJob : notnull
    {
        var ids = await Sender.SendManyAsync(Context, jobs, options);
        await using var superuser = await database.OpenAsync(ClusterRole.Superuser);
        await superuser.ExecuteAsync(
            "INSERT INTO ledger.asked VALUES (@Id, @Number, @Kind, @Key, @Delay, @FollowUpIn, @Effects, @Repeatable)",
            ids.Zip(jobs, (id, job) =>
            {
                var (number, effects, repeatable) = read(job);
                return new
                {
                    Id = id,
                    Number = number,
                    Kind = typeof(TJob).Name,
                    Key = options?.UniqueKey,
                    options?.Delay,
                    FollowUpIn = followUpIn > 0 ? TimeSpan.FromMilliseconds(followUpIn) : (TimeSpan?)null,
                    Effects = effects,
                    Repeatable = repeatable,
                };
            }).ToList());
    }
}
