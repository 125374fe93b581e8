namespace Payments.Domain.Signatures.Clinic;

/// <summary>A secret that a signature may have been made with.</summary>
/// <param name="Name">What people call it: <c>present</c>, <c>former</c>, or the URL of an endpoint. Never the secret.</param>
/// <param name="Value">The secret in the clear.</param>
public sealed record NamedSecret(string Name, string Value)
{
    /// <inheritdoc />
    public override string ToString() => $"NamedSecret {{ {Name} }}";
}
