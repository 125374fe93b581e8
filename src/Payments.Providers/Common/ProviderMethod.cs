namespace Payments.Providers.Common;

/// <summary>A way to pay at a provider.</summary>
/// <param name="Name">Its name in requests, such as <c>wechat_native</c>.</param>
/// <param name="Currencies">The currencies, upper case, in which a charge may be made; null for any that an order may have.</param>
/// <param name="EpayTypes">The EPay <c>type</c> values that mean it, such as <c>wxpay</c>; none where it is not reached by EPay.</param>
/// <param name="Title">The name that a payer reads.</param>
/// <param name="IsShown">Whether payers may choose it at the cashier; else only a request that names it has it.</param>
public sealed record ProviderMethod(
    string Name, IReadOnlySet<string>? Currencies, IReadOnlyList<string> EpayTypes, string Title, bool IsShown = true)
{
    /// <summary>Where a payer can use it.</summary>
    public PayerScene Scene { get; init; }

    /// <summary>Whether a charge needs the payer's id at the provider: where its own app says who the payer is.</summary>
    public bool NeedsPayer => Scene == PayerScene.ProviderApp;

    /// <summary>Whether charges in this currency can be made.</summary>
    public bool Takes(string currency) => Currencies is null || Currencies.Contains(currency);
}
