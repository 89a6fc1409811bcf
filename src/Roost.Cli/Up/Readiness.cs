namespace Roost.Cli.Up;

/// <summary>Waits until a program says that it serves.</summary>
internal static class Readiness
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <returns>null when it is ready, else what it last answered.</returns>
    public static async Task<string?> WaitAsync(string address, Task exited, CancellationToken cancellationToken)
    {
        // A proxy that the environment names knows nothing of this machine's ports.
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(5) };
        var began = TimeProvider.System.GetTimestamp();
        var last = "no answer";
        while (!exited.IsCompleted && TimeProvider.System.GetElapsedTime(began) < Patience)
        {
            try
            {
                using var response = await client.GetAsync(new Uri(address), cancellationToken);
                if (response.IsSuccessStatusCode)
                {
                    return null;
                }

                last = $"{(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(cancellationToken)}";
            }
            catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                last = e.Message;
            }

            await Task.Delay(Interval, cancellationToken);
        }

        return last;
    }
}
