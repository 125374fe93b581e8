namespace Payments.Storage.States;

/// <summary>Another refund was ended by this transfer; nothing was written.</summary>
public sealed class TransferTakenException(string key, Exception? inner)
    : Exception($"A transfer of {key} has ended another refund.", inner);
