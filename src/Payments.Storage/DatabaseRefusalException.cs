namespace Payments.Storage;

/// <summary>A database, or a file to fill one from, cannot be used as it is. The text is one line for the operator; nothing was changed.</summary>
public sealed class DatabaseRefusalException(string message, Exception? inner = null) : InvalidOperationException(message, inner);
