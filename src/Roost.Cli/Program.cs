using Roost.Cli;

return await CommandLine.RunAsync(args);
