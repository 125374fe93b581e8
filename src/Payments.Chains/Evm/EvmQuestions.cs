using Nethereum.JsonRpc.Client;
using Nethereum.RPC;
using Nethereum.Web3;
using Payments.Chains.Nodes;
using Payments.Chains.Reading;

namespace Payments.Chains.Evm;

/// <summary>Questions about one thing, asked through Nethereum over a node's own transport.</summary>
internal static class EvmQuestions
{
    /// <summary>Asks a node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="question">What to ask and how to read the answer.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ChainReadException">The node did not answer, or answered with an error or with something else than was asked for.</exception>
    public static async Task<T> AskAsync<T>(this RpcNode node, Func<IEthApiService, Task<T>> question, CancellationToken cancellationToken)
    {
        try
        {
            return await question(new Web3(new RpcNodeClient(node, cancellationToken)).Eth);
        }
        catch (RpcResponseException exception)
        {
            throw RpcRefusal.Failure(exception.RpcError.Message, exception.RpcError.Code, exception);
        }
        catch (RpcResponseBatchException exception)
        {
            throw RpcRefusal.Failure(exception.RpcErrors[0].Message, exception.RpcErrors[0].Code, exception);
        }
        catch (Exception exception) when (exception is not (ChainReadException or OperationCanceledException))
        {
            // Nethereum throws whatever its reading of a malformed result ran into.
            throw new ChainReadException("an answer of an unknown shape", exception) { IsUnreadable = true };
        }
    }
}
