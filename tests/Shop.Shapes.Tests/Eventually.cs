namespace Shop.Shapes.Tests;

/// <summary>Looks again and again at what comes about by itself, for as long as it may take.</summary>
internal static class Eventually
{
    /// <summary>How long anything may take on a machine that is busy with other things.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

    /// <returns>What was seen when it was as it should be.</returns>
    public static async Task<T> SeeAsync<T>(Func<Task<T>> look, Func<T, bool> isThere)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var seen = await look();
            if (isThere(seen))
            {
                return seen;
            }

            if (patience.IsCancellationRequested)
            {
                throw new TimeoutException($"It has not come about within {Patience}; at last there was: {seen}");
            }

            await Task.Delay(Between);
        }
    }

    public static Task<Answer> SeeAsync(this Person person, string path, Func<Answer, bool> isThere) => SeeAsync(() => person.GetAsync(path), isThere);
}
