using Microsoft.Extensions.DependencyInjection;
using Roost.Messaging.Jobs;
using Roost.Testing.Databases;

namespace Roost.Messaging.Tests.Jobs;

/// <summary>Code of a handler's that runs when its token is cancelled.</summary>
public sealed class CallbackTests(PostgresServer server)
{
    [Fact]
    public async Task What_a_handler_registers_with_its_token_may_throw_when_its_time_is_up_and_nobody_else_is_harmed()
    {
        await using var host = await ChoresHost.StartAsync(server);
        host.Book.Work = async (chore, context) =>
        {
            if (chore.Name == "clumsy")
            {
                context.Cancelled.Register(static () => throw new ObjectDisposedException("a client that is closed already"));
                await Task.Delay(Timeout.InfiniteTimeSpan, context.Cancelled);
            }

            return Result.Success;
        };
        var clumsy = (await host.AskAsync(("clumsy", null)))[0];
        await host.Book.BegunAsync("clumsy");

        // Two ways in which its token is cancelled: somebody wants it no more, and its time is up.
        (await host.RunAsync(services => services.GetRequiredService<IJobMonitor>().CancelAsync(clumsy))).ShouldBeTrue();
        await host.UntilAsync("SELECT count(*) FROM roost.job", 0L);
        await host.AskAsync([new Hasty("clumsy")]);
        await host.Book.BegunAsync("clumsy", 2);
        await host.AskAsync("after it");
        await host.Book.BegunAsync("after it");

        (await host.LookAsync<string>("SELECT error FROM roost.job_error")).ShouldAllBe(error => error.Contains("It took longer than", StringComparison.Ordinal));
    }
}
