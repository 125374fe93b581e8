using System.Globalization;
using Payments.Domain.Merchants;
using Payments.Domain.Money;
using Payments.Http.Console.Texts;

namespace Payments.Http.Console.Wallets;

/// <summary>What pages say of a wallet.</summary>
internal static class WalletWords
{
    private const int Shown = 10;

    /// <summary>An address or key that fits a row; its ends are what people compare.</summary>
    public static string Short(string address) => address.Length <= 2 * Shown ? address : $"{address[..Shown]}…{address[^Shown..]}";

    /// <summary>The word for what a wallet does now, and its tone.</summary>
    public static (string Word, string Tone) StateOf(Wallet wallet, DateTimeOffset now, WalletTexts texts)
    {
        if (wallet.IsOff) return (texts.Off, "");
        return wallet.IsOpen(now) ? (texts.On, "good") : (texts.Waits, "warn");
    }

    /// <summary>How the wallet prices a token.</summary>
    public static string RateOf(Wallet wallet, WalletTexts texts)
    {
        if (wallet.Rate is { } rate) return $"{PlainDecimal.Format(rate)} {wallet.Currency}";
        return wallet.Spread is { } spread
            ? string.Format(CultureInfo.InvariantCulture, texts.SystemLess, PlainDecimal.Format(spread))
            : texts.System;
    }

    /// <summary>What an order would ask for, in a sentence.</summary>
    public static string QuoteOf(TriedQuote quote, WalletTexts texts) => quote.Amount is null
        ? string.Format(CultureInfo.InvariantCulture, texts.NoQuote, quote.Currency)
        : string.Format(CultureInfo.InvariantCulture, texts.Quote, $"{PlainDecimal.Format(quote.Money)} {quote.Currency}", quote.Amount,
            PlainDecimal.Format(quote.Rate!.Value), quote.Source);

    /// <summary>A percentage for a form; null where there is none.</summary>
    public static string? Text(decimal? number) => number is { } known ? PlainDecimal.Format(known) : null;
}
