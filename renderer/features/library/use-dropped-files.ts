import { useEffect, useRef, useState } from "react";

/** Takes files that are dropped anywhere on the window; answers whether some are held over it now. */
export function useDroppedFiles(onDrop: (files: FileList) => Promise<void>): boolean {
  const [held, setHeld] = useState(false);
  const take = useRef(onDrop);
  useEffect(() => {
    take.current = onDrop;
  });
  useEffect(() => {
    const over = (event: DragEvent): void => {
      if (event.dataTransfer?.types.includes("Files") !== true) return;
      event.preventDefault();
      setHeld(true);
    };
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setHeld(false);
    };
    const drop = (event: DragEvent): void => {
      event.preventDefault();
      setHeld(false);
      if (event.dataTransfer !== null) void take.current(event.dataTransfer.files);
    };
    addEventListener("dragover", over);
    addEventListener("dragleave", leave);
    addEventListener("drop", drop);
    return () => {
      removeEventListener("dragover", over);
      removeEventListener("dragleave", leave);
      removeEventListener("drop", drop);
    };
  }, []);
  return held;
}
