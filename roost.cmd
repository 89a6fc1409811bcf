@echo off
rem Untested: written beside the POSIX launcher, which is the one that is run. The private database needs Linux or macOS; use --database here.
setlocal
set "ROOST_ROOT=%~dp0."
where dotnet >nul 2>nul
if errorlevel 1 (
  echo roost: the .NET 10 SDK was not found. Type: winget install Microsoft.DotNet.SDK.10 1>&2
  exit /b 1
)
dotnet build "%~dp0src\Roost.Cli" -v q -nologo -clp:NoSummary --tl:off || exit /b 1
dotnet "%~dp0src\Roost.Cli\bin\Debug\net10.0\Roost.Cli.dll" %*
