namespace Payments.Http.Common;

/// <summary>A request that cannot be taken: each face shows it in its own form.</summary>
/// <param name="field">The field that is wrong, as the face names it.</param>
/// <param name="expected">What was expected of it.</param>
/// <param name="status">The HTTP status for faces that use one.</param>
public sealed class InputException(string field, string expected, int status = 400) : Exception($"{field}: {expected}")
{
    /// <summary>A field that must be there and is not.</summary>
    public static InputException Missing(string field) => new(field, "is required") { IsMissing = true };

    /// <summary>Whether the field was left out, and is not wrong: some faces have a code of their own for that.</summary>
    public bool IsMissing { get; private init; }

    /// <summary>After how long the same request may be taken; null where that is not known.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The field.</summary>
    public string Field { get; } = field;

    /// <summary>The HTTP status.</summary>
    public int Status { get; } = status;
}
