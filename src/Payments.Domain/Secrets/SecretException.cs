namespace Payments.Domain.Secrets;

/// <summary>A sealed value cannot be opened, or a master key cannot be used. The text says which and what to do; it never holds a secret.</summary>
public sealed class SecretException(string message, Exception? inner = null) : Exception(message, inner);
