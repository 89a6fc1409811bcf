namespace Shop.PaymentSandbox.Problems;

/// <summary>Collects what is wrong with a request, so that all of it is said at once.</summary>
internal sealed class FieldErrors
{
    private readonly Dictionary<string, string[]> _errors = [];

    /// <summary>Notes a message for a field whose rule doesn't hold.</summary>
    public FieldErrors Require(bool holds, string field, string message)
    {
        if (!holds)
        {
            _errors[field] = [message];
        }

        return this;
    }

    /// <summary>The problem that names every field at fault, or null when there is none.</summary>
    public Problem? ToProblem() => _errors.Count == 0
        ? null
        : new Problem(StatusCodes.Status400BadRequest, ProblemCodes.ValidationFailed, "Mend the fields listed in errors.")
        {
            Errors = _errors,
        };
}
