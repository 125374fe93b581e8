namespace Payments.Domain.Callbacks;

/// <summary>The secrets with which a callback is signed.</summary>
/// <param name="Secret">The one for formats that have place for a single signature.</param>
/// <param name="All">Every secret in force, the newest first: two while a rotation overlaps.</param>
public sealed record CallbackKeys(string Secret, IReadOnlyList<string> All)
{
    /// <summary>A single secret.</summary>
    public CallbackKeys(string secret)
        : this(secret, [secret])
    {
    }

    /// <inheritdoc />
    public override string ToString() => $"CallbackKeys {{ {All.Count} }}";
}
