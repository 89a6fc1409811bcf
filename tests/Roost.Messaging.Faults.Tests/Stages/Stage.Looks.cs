using Dapper;
using Roost.Messaging.Faults.Tests.Invariants;
using Roost.Postgres.Embedded;

namespace Roost.Messaging.Faults.Tests.Stages;

internal sealed partial class Stage
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);

    public async Task<IReadOnlyList<T>> LookAsync<T>(string sql, object? parameters = null)
    {
        await using var superuser = await Database.OpenAsync(ClusterRole.Superuser);
        return (await superuser.QueryAsync<T>(sql, parameters)).AsList();
    }

    public async Task<T> CountAsync<T>(string sql, object? parameters = null) => (await LookAsync<T>(sql, parameters))[0];

    /// <summary>Waits until a question to the database has an answer that will do. A scene that does not get there cannot be played, which is no verdict.</summary>
    public async Task<T> UntilAsync<T>(string sql, Func<T, bool> will, TimeSpan? atMost = null)
    {
        var answer = await AnswerAsync(sql, will, atMost ?? WorkerProcess.Patience);
        return will(answer) ? answer : throw new TimeoutException($"{sql} is {answer}. {string.Join('\n', _workers.Select(worker => worker.LastLines))}");
    }

    /// <summary>Whether all jobs are over after so long at most.</summary>
    public async Task<bool> IsOverAsync(TimeSpan atMost) => await AnswerAsync<long>("SELECT (SELECT count(*) FROM roost.job) + (SELECT count(*) FROM roost.outbox)", live => live == 0, atMost) == 0;

    /// <summary>Waits until all is over, and says what is not as it must be.</summary>
    public async Task<IReadOnlyList<Breach>> SettleAsync()
    {
        var isOver = await IsOverAsync(_conditions.Patience);
        var stuck = isOver ? [] : await LookAsync<string>("SELECT kind || ' ' || id || ' in state ' || state FROM roost.job LIMIT 5");
        return [.. isOver ? [] : new[] { new Breach("Nothing is stuck", $"After {_conditions.Patience.TotalSeconds:0} s: {string.Join(", ", stuck)}") }, .. await JudgeAsync()];
    }

    /// <summary>Says what is not as it must be.</summary>
    public async Task<IReadOnlyList<Breach>> JudgeAsync()
    {
        var breaches = new List<Breach>();
        foreach (var law in Laws.All)
        {
            breaches.AddRange((await LookAsync<string>(law.Breaches)).Take(5).Select(what => new Breach(law.Name, what)));
        }

        return breaches;
    }

    private async Task<T> AnswerAsync<T>(string sql, Func<T, bool> will, TimeSpan atMost)
    {
        using var patience = new CancellationTokenSource(atMost);
        using var timer = new PeriodicTimer(Glance);
        await using var superuser = await Database.OpenAsync(ClusterRole.Superuser);
        T answer;
        do
        {
            answer = await superuser.QuerySingleAsync<T>(sql);
        }
        while (!will(answer) && !patience.IsCancellationRequested && await timer.WaitForNextTickAsync());
        return answer;
    }
}
