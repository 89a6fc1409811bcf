using Dapper;
using Roost.Postgres.Embedded;
using Roost.Testing.Databases;

namespace Roost.Messaging.Tests;

/// <summary>Looks into a test's database, as its superuser.</summary>
internal static class Looks
{
    public static async Task<IReadOnlyList<T>> LookAsync<T>(this TestDatabase database, string sql, object? parameters = null)
    {
        await using var superuser = await database.OpenAsync(ClusterRole.Superuser);
        return (await superuser.QueryAsync<T>(sql, parameters)).AsList();
    }

    /// <summary>Asks until the answer will do, for so long at most, and gives the last answer.</summary>
    public static async Task<T> UntilAsync<T>(this TestDatabase database, string sql, Func<T, bool> will, TimeSpan atMost, object? parameters = null)
    {
        using var patience = new CancellationTokenSource(atMost);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        T answer;
        do
        {
            answer = (await database.LookAsync<T>(sql, parameters))[0];
        }
        while (!will(answer) && !patience.IsCancellationRequested && await timer.WaitForNextTickAsync());
        return answer;
    }
}
