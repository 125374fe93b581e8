using System.Globalization;
using Payments.Domain.Merchants;
using Payments.Http.Console.Texts;

namespace Payments.Http.Console.Keys;

/// <summary>What pages say of API keys.</summary>
internal static class KeyWords
{
    /// <summary>The shop's own name for a key; the first has none.</summary>
    public static string NameOf(ApiKey key, KeyTexts texts) => key.Id == ApiKeyRules.FirstId ? texts.First : key.Name;

    /// <summary>Why a key of these scopes is not for this role.</summary>
    public static string LackingOf(KeyScopes lacking, KeyTexts texts) =>
        string.Format(CultureInfo.InvariantCulture, texts.Lacking, string.Join(", ", ApiKeyRules.Names(lacking)));
}
