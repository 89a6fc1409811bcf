using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Shop.Tests.Orders;

/// <summary>Tells when the server has noticed that a client hung up, and when it has done with the request.</summary>
internal sealed class Hangups : IStartupFilter
{
    private TaskCompletionSource _noticed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the server knows of it.</summary>
    public Task Noticed => _noticed.Task.WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>Completes when nothing of the request runs any more.</summary>
    public Task Ended => _ended.Task.WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>Forgets all hang-ups so far.</summary>
    public void Forget()
    {
        _noticed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (context, rest) =>
        {
            var client = context.RequestAborted;
            using var hangup = client.Register(() => _noticed.TrySetResult());
            try
            {
                await rest(context);
            }
            finally
            {
                if (client.IsCancellationRequested)
                {
                    _noticed.TrySetResult();
                    _ended.TrySetResult();
                }
            }
        });
        next(app);
    };
}
