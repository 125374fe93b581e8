using Payments.Chains.Reading;

namespace Payments.Chains.Nodes;

/// <summary>Asks a node what its chain charges at present. Payments can be read without the answer, so a node that refuses or garbles it is not left alone for that.</summary>
internal static class FeeQuestion
{
    /// <summary>What is known with the answer, or without it and with the reason.</summary>
    /// <param name="known">What is known without it.</param>
    /// <param name="ask">Asks, and adds the prices to what is known.</param>
    public static async Task<NetworkFacts> WithFeesAsync(this NetworkFacts known, Func<NetworkFacts, Task<NetworkFacts>> ask)
    {
        try
        {
            return await ask(known);
        }
        catch (Exception exception) when (exception is ChainReadException || AnswerJson.IsUnreadable(exception))
        {
            return known with { MissingFee = NetworkFacts.Refused };
        }
    }
}
