namespace Shop.Tests.Matrix;

/// <summary>What is not as it should be, on all endpoints together.</summary>
internal sealed class Findings
{
    private readonly List<string> _faults = [];
    private int _cases;

    public void Check(string what, Verdict verdict, params int[] expected)
    {
        _cases++;
        if (verdict.Fault is { } fault)
        {
            _faults.Add($"{what}: {fault}: {verdict}");
        }

        if (!expected.Contains(verdict.Status))
        {
            _faults.Add($"{what}: expected {string.Join(" or ", expected)}: {verdict}");
        }
    }

    public void CheckNot(string what, Verdict verdict, params int[] unexpected)
    {
        _cases++;
        if (verdict.Fault is { } fault || unexpected.Contains(verdict.Status))
        {
            _faults.Add($"{what}: {verdict}");
        }
    }

    /// <summary>Nothing was found, and something was looked at.</summary>
    public void ShouldBeNone()
    {
        string.Join(Environment.NewLine, _faults).ShouldBeEmpty();
        _cases.ShouldBeGreaterThan(5);
    }
}
