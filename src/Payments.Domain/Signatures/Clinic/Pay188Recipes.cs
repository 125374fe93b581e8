using System.Globalization;

namespace Payments.Domain.Signatures.Clinic;

/// <summary>How shops sign the 188Pay document's JSON: the fields that it names, and mistakes.</summary>
internal static class Pay188Recipes
{
    private const string Joint = "&secret_key=";

    /// <summary>Every recipe for fields, the document's own first.</summary>
    /// <param name="fields">All that was sent; numbers by their own text.</param>
    public static IEnumerable<SigningRecipe> Of(IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        var sorted = fields.Where(field => field.Key is not ("sign" or "sign_type") && field.Value.Length > 0)
            .OrderBy(field => field.Key, StringComparer.Ordinal).ToArray();
        var named = sorted.Where(field => Pay188Signature.RequestFields.Contains(field.Key)).ToArray();
        yield return Recipe("188pay", true, named);
        if (named.All(field => field.Key != Pay188Signature.CoinField))
            yield return Recipe("188pay-coin", true, [.. named.Append(new(Pay188Signature.CoinField, Pay188Signature.DefaultCoin))
                .OrderBy(field => field.Key, StringComparer.Ordinal)]);

        yield return Recipe("all-fields", false, sorted);
        foreach (var amount in Printed(named.FirstOrDefault(field => field.Key == "amount").Value))
            yield return Recipe("amount", false, [.. named.Select(field => field.Key == "amount" ? new(field.Key, amount) : field)]);
        yield return Recipe("unsorted", false, [.. fields.Where(named.Contains)]);
        yield return new("encoded", false, key => EpayRecipes.Join(named, Uri.EscapeDataString) + Joint + key, EpayRecipes.Md5);
        yield return new("epay-joint", false, key => EpayRecipes.Join(named, EpayRecipes.Raw) + key, EpayRecipes.Md5);
        yield return new("key-field", false, key => EpayRecipes.Join(named, EpayRecipes.Raw) + "&key=" + key, EpayRecipes.Md5);
        yield return new("no-secret", false, _ => EpayRecipes.Join(named, EpayRecipes.Raw), EpayRecipes.Md5);
    }

    private static SigningRecipe Recipe(string name, bool isAccepted, KeyValuePair<string, string>[] pairs) =>
        new(name, isAccepted, key => EpayRecipes.Join(pairs, EpayRecipes.Raw) + Joint + key, EpayRecipes.Md5);

    /// <summary>How languages print an amount afresh: <c>15.60</c> as <c>15.6</c>, or the other way round.</summary>
    private static IEnumerable<string> Printed(string? amount)
    {
        if (!decimal.TryParse(amount, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var money)) yield break;
        foreach (var form in new[] { "0.############################", "0.0", "0.00" })
            if (money.ToString(form, CultureInfo.InvariantCulture) is var printed && printed != amount) yield return printed;
    }
}
