namespace Roost.Cli.Up;

/// <summary>The children's output, held back until the table that says where everything is has been shown.</summary>
/// <param name="screen">Where it is shown.</param>
/// <param name="width">How long the longest source's name is.</param>
internal sealed class LogFeed(Screen screen, int width)
{
    private readonly Lock _lock = new();
    private Queue<(string Source, string Colour, string Line)>? _held = new();

    public void Write(string source, string colour, string line)
    {
        lock (_lock)
        {
            if (_held is null)
            {
                screen.Log(source.PadRight(width), colour, line);
            }
            else
            {
                _held.Enqueue((source, colour, line));
            }
        }
    }

    public void Open()
    {
        lock (_lock)
        {
            foreach (var (source, colour, line) in _held ?? [])
            {
                screen.Log(source.PadRight(width), colour, line);
            }

            _held = null;
        }
    }
}
