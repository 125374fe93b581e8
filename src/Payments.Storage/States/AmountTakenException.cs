namespace Payments.Storage.States;

/// <summary>Another open order has this exact amount at this address.</summary>
public sealed class AmountTakenException(string key, Exception? inner) : Exception($"The amount of {key} is taken.", inner);
