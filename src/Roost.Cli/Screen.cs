using Spectre.Console;

namespace Roost.Cli;

/// <summary>What the user sees. Plain lines when the output is not a terminal.</summary>
internal sealed class Screen
{
    /// <summary>Nothing is wrapped in a file or a pipe: an address cut in two can't be clicked.</summary>
    private const int WidthWithoutTerminal = 400;

    private readonly IAnsiConsole _console;
    private readonly Lock _lock = new();

    public Screen()
    {
        var plain = Console.IsOutputRedirected;
        _console = AnsiConsole.Create(new() { Ansi = plain ? AnsiSupport.No : AnsiSupport.Detect, ColorSystem = plain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect });
        if (plain)
        {
            _console.Profile.Width = WidthWithoutTerminal;
        }
    }

    /// <summary>Whether somebody is there to answer a question.</summary>
    public bool CanAsk => !Console.IsOutputRedirected && !Console.IsInputRedirected;

    public void Say(string line) => Write(Markup.Escape(line));

    public void Step(string line) => Write($"[blue]●[/] {Markup.Escape(line)}");

    public void Done(string line) => Write($"[green]✓[/] {Markup.Escape(line)}");

    public void Bad(string line) => Write($"[red]✗[/] {Markup.Escape(line)}");

    /// <summary>A line of a child's output, as it came: the child may colour it itself.</summary>
    public void Log(string source, string colour, string line)
    {
        lock (_lock)
        {
            _console.Markup($"[{colour}]{source} |[/] ");
            _console.Profile.Out.Writer.WriteLine(line);
        }
    }

    /// <summary>A text for machines, as it is.</summary>
    public void Raw(string text)
    {
        lock (_lock)
        {
            _console.Profile.Out.Writer.WriteLine(text);
        }
    }

    public void Fault(string message)
    {
        lock (_lock)
        {
            Console.Error.WriteLine($"roost: {message}");
        }
    }

    public void Show(Table table)
    {
        lock (_lock)
        {
            _console.Write(table);
        }
    }

    public Task<bool> AskAsync(string question, CancellationToken cancellationToken) =>
        new ConfirmationPrompt(Markup.Escape(question)).ShowAsync(_console, cancellationToken);

    private void Write(string markup)
    {
        lock (_lock)
        {
            _console.MarkupLine(markup);
        }
    }
}
